"""The forms of an export that are more than an answer's own: gene sets, databases, and the choice among all of them."""
