sun = {
