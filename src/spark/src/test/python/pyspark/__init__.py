"""A stand-in for PySpark with what lateo_spark.py uses of it."""
