"""content/ read, checked and made into what the rest of Limber uses: exercises, plans and words."""
