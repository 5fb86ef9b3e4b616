"""Numbers: values at points, differences of high precision, `--check`, and the judging of claims."""
