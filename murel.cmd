@echo off
rem The murel command on Windows: finds a JDK, builds the project where that is needed, starts it.
rem MUREL_JAVA_OPTS adds options to the Java command line, for instance -Xmx6g.
setlocal EnableExtensions EnableDelayedExpansion

set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "JAR=%ROOT%\murel-app\target\murel-app.jar"
set "WORK=%ROOT%\target\murel"

rem --- The JDK: JAVA_HOME if it is 17 or newer, else the newest one found ------------------------
set "HOME_FOUND="
set "MAJOR=0"
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if !MAJOR! LSS 17 (
  set "HOME_FOUND="
  set "MAJOR=0"
  for /f "delims=" %%j in ('where java 2^>nul') do for %%h in ("%%~dpj..") do call :consider "%%~fh"
  for /d %%v in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
    for /d %%h in ("%%~v\*") do call :consider "%%~h"
  )
)
if !MAJOR! LSS 17 (
  echo murel needs a JDK 17 or newer, and found none. 1>&2
  echo Install one ^(for instance from https://adoptium.net^) or set JAVA_HOME to where it is. 1>&2
  exit /b 1
)
set "JAVA_HOME=!HOME_FOUND!"

rem --- The build, where something is newer than the last one ------------------------------------
call :built
if errorlevel 1 (
  call :build
  if errorlevel 1 exit /b 1
)

rem --- The start --------------------------------------------------------------------------------
set "VM=-Xmx3g -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Djava.awt.headless=true"
set "VM=!VM! -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8"
set "VM=!VM! -Djdk.console=java.base -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
if !MAJOR! GEQ 24 set "VM=!VM! --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
findstr /c:"jdk.incubator.vector" "!JAVA_HOME!\release" >nul 2>&1
if not errorlevel 1 set "VM=!VM! --add-modules=jdk.incubator.vector"
if !MAJOR! GEQ 19 set "VM=!VM! -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%WORK%\classes-!MAJOR!.jsa""

rem The threads of libtorch and OpenBLAS sleep while they wait; spinning takes the cores from each other.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
if not defined OPENBLAS_THREAD_TIMEOUT set "OPENBLAS_THREAD_TIMEOUT=4"

"%JAVA_HOME%\bin\java" %VM% "-Dmurel.root=%ROOT%" %MUREL_JAVA_OPTS% -cp "%JAR%" io.murel.app.Main %*
exit /b %ERRORLEVEL%

rem Takes the JDK in %1 if it is newer than the one found so far.
:consider
if not exist "%~1\bin\javac.exe" exit /b 0
set "NUMBER="
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release" 2^>nul') do set "NUMBER=%%~v"
if not defined NUMBER exit /b 0
if "!NUMBER:~0,2!"=="1." set "NUMBER=!NUMBER:~2!"
for /f "delims=.-+_" %%m in ("!NUMBER!") do set "NUMBER=%%m"
if !NUMBER! GTR !MAJOR! (
  set "HOME_FOUND=%~1"
  set "MAJOR=!NUMBER!"
)
exit /b 0

rem Succeeds if nothing is newer than the last build.
:built
if not exist "%JAR%" exit /b 1
if not exist "%ROOT%\murel-app\target\lib" exit /b 1
powershell -NoProfile -Command "$t=(Get-ChildItem -ErrorAction SilentlyContinue '%JAR%','%WORK%\built' | Measure-Object LastWriteTime -Maximum).Maximum; $n=Get-ChildItem '%ROOT%\pom.xml','%ROOT%\murel-core\pom.xml','%ROOT%\murel-vector\pom.xml','%ROOT%\murel-app\pom.xml','%ROOT%\murel-core\src\main','%ROOT%\murel-vector\src\main','%ROOT%\murel-app\src\main' -Recurse | Where-Object { $_.LastWriteTime -gt $t } | Select-Object -First 1; if ($n) { exit 1 }"
exit /b %ERRORLEVEL%

rem One build at a time: whoever makes the folder "lock" builds, the others wait until it is gone.
:build
if not exist "%WORK%" mkdir "%WORK%"
set "WAITED=0"
:wait
mkdir "%WORK%\lock" 2>nul && goto locked
if !WAITED! EQU 2 echo Another murel is building; waiting for it. ^(If none is: delete %WORK%\lock^) 1>&2
set /a WAITED+=1
ping -n 2 127.0.0.1 >nul
goto wait
:locked
call :built
if not errorlevel 1 (
  rmdir "%WORK%\lock"
  exit /b 0
)
echo Building murel. The first time this downloads about 150 MB and takes some minutes. 1>&2
pushd "%ROOT%"
call mvnw.cmd -B -pl murel-app -am package -DskipTests >"%WORK%\build.log" 2>&1
set "RESULT=%ERRORLEVEL%"
popd
rmdir "%WORK%\lock"
if not "%RESULT%"=="0" (
  echo The build failed. The end of %WORK%\build.log: 1>&2
  powershell -NoProfile -Command "Get-Content '%WORK%\build.log' -Tail 20" 1>&2
  echo Without a connection to Maven Central the first build cannot work. 1>&2
  exit /b 1
)
del /q "%WORK%\*.jsa" 2>nul
type nul >"%WORK%\built"
echo Built. 1>&2
exit /b 0
