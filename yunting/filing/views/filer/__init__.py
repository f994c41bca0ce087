"""The filer's pages: begin, answer, check and sign, read, correct, take back."""
