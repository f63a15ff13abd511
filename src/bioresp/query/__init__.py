"""Questions about a plan, with typed answers. Each module answers one kind; a query loads only what it needs."""
