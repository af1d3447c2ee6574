"""What every page is drawn with: the shell, the components, the sheet and the small scripts. It knows no stage."""
