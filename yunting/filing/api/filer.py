"""The filer's acts for programs: the same forms, the same services, the same refusals."""
