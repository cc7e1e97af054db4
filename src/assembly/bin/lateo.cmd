@echo off
rem Runs Lateo's command line. LATEO_OPTS are options of the JVM, such as -Xmx4g.
setlocal
set JAVA=java
if defined JAVA_HOME set JAVA="%JAVA_HOME%\bin\java"
%JAVA% %LATEO_OPTS% -jar "%~dp0..\lateo.jar" %*
