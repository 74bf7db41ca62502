"""What all pages share: the site, security, live state, errors, tables."""
