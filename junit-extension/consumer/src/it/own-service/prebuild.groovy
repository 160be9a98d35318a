// What the author of a service writes is what one of mlsim's own suites is made of.
File here = new File(basedir, "src/test/java/dev/mlsim/sdk/suite/lookoutvision")
here.mkdirs()
new File(suite, "lookoutvision").eachFileMatch(~/.*\.java/) { file ->
    new File(here, file.name).setText(file.getText("UTF-8"), "UTF-8")
}
