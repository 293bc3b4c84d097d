@echo off
rem Starts Keyward on the Java of JAVA_HOME, else on the one in PATH. KEYWARD_JAVA_OPTS is passed on.
setlocal
set "KEYWARD_LIB=%~dp0..\lib"
set "KEYWARD_JAVA=java.exe"
if defined JAVA_HOME set "KEYWARD_JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%KEYWARD_JAVA%" (
  echo keyward: error: JAVA_HOME is %JAVA_HOME%, which has no bin\java.exe 1>&2
  echo keyward: hint: install Java 17 or later, or set JAVA_HOME to it 1>&2
  exit /b 5
)
if not defined JAVA_HOME where /q java.exe || (
  echo keyward: error: no java in PATH, and JAVA_HOME is not set 1>&2
  echo keyward: hint: install Java 17 or later, or set JAVA_HOME to it 1>&2
  exit /b 5
)
rem A service that Java has no memory for must end, so that it is started again.
set "KEYWARD_EXHAUSTED="
if "%~1 %~2"=="hgs serve" set "KEYWARD_EXHAUSTED=-XX:+ExitOnOutOfMemoryError"
rem The class file format is the check: Java before 17 refuses it.
"%KEYWARD_JAVA%" -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -Djdk.console=java.base %KEYWARD_EXHAUSTED% %KEYWARD_JAVA_OPTS% -cp "%KEYWARD_LIB%\keyward.jar;%KEYWARD_LIB%\ext\*" dev.keyward.cli.Main %*
exit /b %ERRORLEVEL%
