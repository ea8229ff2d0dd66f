// After the build has run the example: it looked at scene.png and knew the colour of the star.
String log = new File(basedir, "build.log").text
assert log =~ /\d\d\.\d %  green/ : "no answer 'green' in " + new File(basedir, "build.log")
