"""A stand-in for pyspark.sql."""


class DataFrame:
    """A data frame of the JVM."""

    def __init__(self, java, session):
        self._jdf = java
        self.sparkSession = session

    def show(self):
        """Shows nothing."""
