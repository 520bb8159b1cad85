"""Every error that Barta raises on purpose.

BartaError
├─ SettingsError      a setting is missing or wrong
├─ StoreError         the database cannot be opened
├─ StoreConflictError what is to be stored contradicts what is there
├─ ContentError       a folder of briefs cannot be read
├─ ChangeError        a brief that is out cannot be changed so
└─ ArticleError       no draft can be made from an article
"""


class BartaError(Exception):
    """An expected error; its message says to the operator or editor what is wrong and how to mend it."""


class SettingsError(BartaError):
    """A setting is missing or wrong."""


class StoreError(BartaError):
    """The database cannot be opened; the message says which setting names it and what to do."""


class StoreConflictError(BartaError):
    """What is to be stored contradicts what is there; the message names it."""


class ContentError(BartaError):
    """A folder of briefs cannot be read; the message lists each fault, a line each."""


class ChangeError(BartaError):
    """A brief that is out cannot be corrected or retracted so; the message says why and names the mend."""


class ArticleError(BartaError):
    """No draft can be made from an article; the message says why and names the mend."""
