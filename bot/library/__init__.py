"""content/ read, checked and made into what the rest of Limber uses: exercises and words."""
