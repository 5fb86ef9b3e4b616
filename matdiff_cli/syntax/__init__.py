"""From text to a tree with places, and errors that point at them. Nothing that is typed is ever evaluated."""
