from fulian.ledgers.services.writing import file_name, record_export, write_workbook

__all__ = ["file_name", "record_export", "write_workbook"]
