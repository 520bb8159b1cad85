"""An article becomes what an editor works on: sentences, quotes with their speakers, and draft briefs."""
