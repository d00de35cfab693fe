greeting = Dear <emph>friends</emph>,
thanks = thank you for the book.
