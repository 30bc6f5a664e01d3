"""What leaves the study to be read by others: a page, a document, a draft in Markdown, a sheet of quotations.

Everything here is a function from values to bytes. Real names of the key of pseudonyms give way before anything is counted or
written (`veil`), and whoever writes the bytes looks through them once more. The same commit gives the same bytes: nothing
here asks a clock, a locale or the order of a set.
"""
