greeting = Dear <emph>friend</emph>,
thanks = thank you for the book.
