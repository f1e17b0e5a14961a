"""The laboratory the suites work in: a server under test, the mail systems around it, and the record of what was seen."""
