"""What bad-input.py throws at the server, one module per kind."""
