"""What leaves the study to be read by others: a page, a document, a draft in Markdown, a sheet of quotations.

Everything here is a function from values to bytes. Real names of the key of pseudonyms give way before anything is counted or
written (`veil`), and the finished bytes are looked through once more (`guard`). The same commit gives the same bytes: nothing
here asks a clock, a locale or the order of a set.
"""
