"""Pictures of scalar functions of one or two variables: a scene is worked out once, and painters draw it."""
