"""The staff's pages at the glass: signing in, and keeping the house."""
