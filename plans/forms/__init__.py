"""One calm form for each thing that a plan is made of. What a part may say is judged by the service, at the field."""
