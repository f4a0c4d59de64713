"""What an audit is given: submissions, the roster, and whose each submission is."""
