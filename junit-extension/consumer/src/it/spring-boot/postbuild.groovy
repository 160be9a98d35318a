assert new File(basedir, "target/mlsim/index.html").getText("UTF-8").contains("<h1>4 stories, 0 failed</h1>")
