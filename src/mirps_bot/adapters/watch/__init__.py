"""For whoever watches over a running bot: is it alive, is it ready, and how is it doing."""
