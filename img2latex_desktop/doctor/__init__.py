"""``img2latex doctor``: tries every part that depends on the desktop and says what mends what is broken."""
