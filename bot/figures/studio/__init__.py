"""Pictures into files: stills, films, all of them at once, and a sheet to look at."""
