"""What is done with annual reports."""
