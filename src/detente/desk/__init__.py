"""The desk: a local web workbench over a casefile, in which every number leads to its words.

``app.make_app`` builds it from ``settings.Settings``. ``guard`` lets requests in, ``pages`` are for
people, ``api`` for programs; both ask the casefile's own views and change nothing by themselves.
"""
