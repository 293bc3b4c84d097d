@echo off
rem Starts Keyward on the Java that came with it, else on the one of JAVA_HOME, else on the one in
rem PATH. KEYWARD_JAVA_OPTS is passed on, and the exit code is Java's. There are no blocks in
rem parentheses: a parenthesis in a path would end them. Paths stand in quotes, which keep & and
rem the like from acting.
setlocal EnableExtensions DisableDelayedExpansion
set "KEYWARD_LIB=%~dp0..\lib"
set "KEYWARD_JAVA=%~dp0..\runtime\bin\java.exe"
if exist "%KEYWARD_JAVA%" goto start
if not defined JAVA_HOME goto path
set "KEYWARD_HOME=%JAVA_HOME:"=%"
set "KEYWARD_JAVA=%KEYWARD_HOME%\bin\java.exe"
if exist "%KEYWARD_JAVA%" goto release
echo keyward: error: JAVA_HOME is "%KEYWARD_HOME%", which has no bin\java.exe>&2
goto hint

:path
for %%j in (java.exe) do set "KEYWARD_JAVA=%%~$PATH:j"
if defined KEYWARD_JAVA goto behind
echo keyward: error: no java in PATH, and JAVA_HOME is not set>&2
goto hint

:behind
for %%j in ("%KEYWARD_JAVA%") do set "KEYWARD_HOME=%%~dpj.."

:release
rem The file says the version without the cost of starting Java. Some that stand in PATH have none.
set "KEYWARD_VERSION="
if not exist "%KEYWARD_HOME%\release" goto ask
for /f "usebackq tokens=1,2 delims==" %%k in ("%KEYWARD_HOME%\release") do if "%%k"=="JAVA_VERSION" set "KEYWARD_VERSION=%%l"
if defined KEYWARD_VERSION goto compare

:ask
set "KEYWARD_SAID=%TEMP%\keyward-%RANDOM%.txt"
"%KEYWARD_JAVA%" -version 2>"%KEYWARD_SAID%"
for /f "usebackq tokens=2,3" %%k in ("%KEYWARD_SAID%") do if "%%k"=="version" set "KEYWARD_VERSION=%%l"
del "%KEYWARD_SAID%"
if not defined KEYWARD_VERSION goto start

:compare
set "KEYWARD_VERSION=%KEYWARD_VERSION:"=%"
for /f "tokens=1 delims=.-+_" %%m in ("%KEYWARD_VERSION%") do set "KEYWARD_MAJOR=%%m"
if %KEYWARD_MAJOR% GEQ 17 goto start
echo keyward: error: "%KEYWARD_JAVA%" is Java %KEYWARD_VERSION%, expected 17 or later>&2

:hint
echo keyward: hint: install Java 17 or later, or set JAVA_HOME to it>&2
exit /b 5

:start
rem A service that Java has no memory for must end, so that it is started again.
set "KEYWARD_EXHAUSTED="
if not "%~1"=="hgs" goto run
if "%~2"=="serve" set "KEYWARD_EXHAUSTED=-XX:+ExitOnOutOfMemoryError"

:run
rem What Java itself says, as after Ctrl+Break, goes to standard error.
"%KEYWARD_JAVA%" -XX:+UseSerialGC -XX:-UsePerfData -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=warning:stderr -Xshare:auto -Djdk.console=java.base %KEYWARD_EXHAUSTED% %KEYWARD_JAVA_OPTS% -cp "%KEYWARD_LIB%\keyward.jar;%KEYWARD_LIB%\ext\*" dev.keyward.cli.Main %*
exit /b %ERRORLEVEL%
