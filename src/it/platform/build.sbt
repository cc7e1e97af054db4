// The program of ../consumer with native libraries, built by sbt: (cd src/it/platform && sbt run)
name := "platform"

// The program is in Java, and needs no Scala.
autoScalaLibrary := false
crossPaths := false
Compile / javaSource := baseDirectory.value / ".." / "consumer"

resolvers += "local Maven repository" at
  file(sys.props.getOrElse("maven.repo.local", sys.props("user.home") + "/.m2/repository")).toURI.toString
libraryDependencies += ("org.lateo" % "lateo-platform" % "0.1.0-SNAPSHOT").pomOnly()

run / fork := true
// Fails where there are no native libraries.
run / javaOptions += "-Dlateo.blas=native"
