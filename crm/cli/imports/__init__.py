"""The commands below ``crm import``: a module for each kind of thing that is brought in."""
