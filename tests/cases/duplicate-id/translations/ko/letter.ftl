greeting = <emph>벗</emph>에게,
