"""Adding from the desk: jobs wait in line, one process works on them, pages show how far it is.

``uploads`` takes in files, ``task`` says what to add, ``line`` keeps the jobs in their order,
``worker`` holds the process that reads and writes, ``work`` is that process, ``follow`` keeps the
feeds that are looked at again and again.
"""
