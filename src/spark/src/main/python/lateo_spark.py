"""Lateo's transformers and estimators in PySpark.

Thin wrappers around the classes of ``org.lateo.spark`` in the JVM of a classic session. A session of
Spark Connect has no JVM to reach, and is refused.

>>> codes = vae_transformer(spark, "hdfs:///models/customers.tribuo", codeCol="code", elboCol="elbo")
>>> codes.transform(rows)
"""

from pyspark.sql import DataFrame


def _package(spark):
    jvm = getattr(spark, "_jvm", None)
    if jvm is None:
        raise ValueError("Expected a classic session of Spark, found one without a JVM gateway")
    return jvm.org.lateo.spark


def _strings(spark, values):
    gateway = spark.sparkContext._gateway
    array = gateway.new_array(gateway.jvm.java.lang.String, len(values))
    for i, value in enumerate(values):
        array[i] = value
    return array


class Stage:
    """A stage of the JVM, whose settings are given by their names in Java."""

    def __init__(self, spark, java, settings):
        self._spark = spark
        self._java = java
        self.set(**settings)

    def set(self, **settings):
        """Sets settings such as ``codeCol="code"`` or ``inputCols=["age", "income"]``."""
        for name, value in settings.items():
            setter = getattr(self._java, "set" + name[0].upper() + name[1:])
            setter(_strings(self._spark, value) if isinstance(value, (list, tuple)) else value)
        return self

    def save(self, path):
        """Writes the stage, over what is there."""
        self._java.write().overwrite().save(path)


class Transformer(Stage):
    """Adds the columns that are asked for."""

    def transform(self, rows):
        """The rows with further columns."""
        return DataFrame(self._java.transform(rows._jdf), rows.sparkSession)


class Estimator(Stage):
    """Trains a transformer."""

    def fit(self, rows):
        """The transformer that is trained on the rows."""
        return Transformer(self._spark, self._java.fit(rows._jdf), {})


def vae_transformer(spark, file, **settings):
    """Codes and scores by the autoencoder or flow in a file: ``codeCol``, ``elboCol``."""
    return Transformer(spark, _package(spark).VAETransformer.open(file), settings)


def anomaly_transformer(spark, file, **settings):
    """What a detector says: ``scoreCol``, ``eventCol``, ``pValueCol``, ``reasonsCol``."""
    return Transformer(spark, _package(spark).AnomalyTransformer.open(file), settings)


def classifier_transformer(spark, file, **settings):
    """What a classifier says: ``predictionCol``, ``probabilityCol``."""
    return Transformer(spark, _package(spark).ClassifierTransformer.open(file), settings)


def load(spark, kind, path):
    """A transformer that was saved; ``kind`` is the name of its class, as VAETransformer."""
    return Transformer(spark, getattr(_package(spark), kind).load(path), {})


def vae_estimator(spark, **settings):
    """Trains an autoencoder by rounds: ``shards``, ``localSteps`` and so on."""
    return Estimator(spark, _package(spark).VAEEstimator(), settings)


def anomaly_estimator(spark, **settings):
    """Trains a detector by rounds: ``members``, ``calibration`` and so on."""
    return Estimator(spark, _package(spark).AnomalyEstimator(), settings)
