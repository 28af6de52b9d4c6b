from fulian.ledgers.views.export import ExportView

__all__ = ["ExportView"]
