// The suite's own parameters have switched on the index, and the fence.
String index = new File(basedir, "target/mlsim/index.html").getText("UTF-8")
assert index.contains("<h1>1 story, 0 failed</h1>")
assert index.contains("InSuiteCase.the_fence_is_up")
