"""家门口 Jiamenkou: the lobby kiosk of a community service centre."""
