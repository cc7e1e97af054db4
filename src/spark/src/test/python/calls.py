"""Calls all functions of lateo_spark.py, and those of a page, with a JVM that prints its calls.

    python3 calls.py FOLDER_OF_LATEO_SPARK PAGE

A line is a chain of calls, each with the kinds of its arguments, which the test looks up in Java:

    org.lateo.spark.VAETransformer.open(str).setCodeCol(str)
"""

import re
import sys

sys.path.insert(0, sys.argv[1])

from pyspark.sql import DataFrame  # pylint: disable=wrong-import-position

import lateo_spark as lateo  # pylint: disable=wrong-import-position


class Strings(list):
    """An array of the JVM."""


class Chain:
    """An object, class or package of the JVM; calls are printed."""

    def __init__(self, text):
        self._text = text

    def __getattr__(self, name):
        return Chain(self._text + "." + name if self._text else name)

    def __call__(self, *arguments):
        kinds = ",".join(type(argument).__name__ for argument in arguments)
        made = Chain(self._text + "(" + kinds + ")")
        print(made._text)
        return made


class Gateway:
    """Makes arrays."""

    jvm = Chain("")

    @staticmethod
    def new_array(kind, length):
        """An array of strings, which are the only ones that the wrappers need."""
        if kind._text != "java.lang.String":
            raise ValueError(kind._text)
        return Strings([None] * length)


class Context:
    """The context of a session."""

    _gateway = Gateway()


class Session:
    """A classic session."""

    _jvm = Chain("")
    sparkContext = Context()


class RemoteSession:
    """A session of Spark Connect, which has no JVM."""


def calls(spark, rows):
    """Every function, with every setting that has a setter of its own."""
    reads = {"featuresCol": "f", "inputCols": ["a", "b"]}
    shards = dict(reads, shards=4, localSteps=100, checkpointDir="c", checkpointRounds=5)
    trainer = spark._jvm.org.lateo.VAETrainer.builder().build()
    made = [
        lateo.vae_transformer(spark, "m", codeCol="c", elboCol="e", **reads),
        lateo.anomaly_transformer(
            spark, "m", scoreCol="s", eventCol="e", pValueCol="p", reasonsCol="r", reasons=3, **reads
        ),
        lateo.classifier_transformer(
            spark, "m", predictionCol="p", probabilityCol="q", **reads
        ),
        lateo.load(spark, "VAETransformer", "p"),
        lateo.load(spark, "AnomalyTransformer", "p"),
        lateo.load(spark, "ClassifierTransformer", "p"),
        lateo.vae_estimator(spark, trainer=trainer, codeCol="c", elboCol="e", **shards).fit(rows),
        lateo.anomaly_estimator(
            spark,
            trainer=trainer,
            members=2,
            calibration=0.2,
            calibrationRows=1000,
            falseAlarmRate=0.01,
            scoreCol="s",
            eventCol="e",
            pValueCol="p",
            reasonsCol="r",
            **shards
        ).fit(rows),
    ]
    for stage in made:
        stage.transform(rows).show()
        stage.save("p")


def main():
    """Calls the functions, and runs the page's Python."""
    spark = Session()
    rows = DataFrame(Chain("rows"), spark)
    calls(spark, rows)
    with open(sys.argv[2], encoding="utf-8") as page:
        snippets = re.findall(r"```python\n(.*?)```", page.read(), re.DOTALL)
    if not snippets:
        raise ValueError(sys.argv[2] + ": expected Python in it")
    for snippet in snippets:
        exec(snippet, {"spark": spark, "rows": rows})  # pylint: disable=exec-used
    try:
        lateo.vae_transformer(RemoteSession(), "m")
    except ValueError as refused:
        print("refused:", refused)


main()
