"""Tables from outside: uploaded, understood, tried, confirmed, taken.

``tables`` reads and writes workbooks as plain data; the rest is what every
import shares: one row per upload, its pages, its jobs. What a table is
imported *into* is a ``target`` that a feature further left declares and
``app`` hands over.
"""
