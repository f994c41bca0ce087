"""The live process: holds the open pages of people watching a dispute and tells them of news.

GET /live/matters/<code>    server-sent events {"seq", "at"}; 404 for whoever may not see it
GET /live/                  says that it is there
"""
