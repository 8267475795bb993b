"""Spreadsheets of any shape: read in a bounded child, understood, judged and given back.

Nothing here knows Flask or SQLAlchemy. ``child`` turns a file into plain rows
in a process of its own, ``sandbox`` starts it; ``layout`` finds the header,
``mapping`` says which column holds which field, ``cells`` reads what a cell
says, ``rows`` makes contents of a row; ``marked`` and ``template`` write
workbooks.
"""
