"""Pages: home, campaigns (lanes), news and articles."""

from home.models.pages import ArticlePage, CampaignPage, HomePage, NewsIndexPage

__all__ = ["ArticlePage", "CampaignPage", "HomePage", "NewsIndexPage"]
