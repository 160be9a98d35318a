String log = new File(basedir, "build.log").getText("UTF-8")
assert log.contains("mlsim: JUnit Jupiter [5.11.4] is too old for @MlSimulator")
assert log.contains("mlsim: the AWS SDK for Java on the class path is [2.25.70], which is too old")
