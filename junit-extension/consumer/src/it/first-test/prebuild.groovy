// Takes the test and the dependencies from the README, so that they can't drift.
String text = new File(readme).getText("UTF-8")
String test = (text =~ /(?s)```java\n(.*?class FirstTest .*?)```/)[0][1]
String dependencies = (text =~ /(?s)```xml\n(<dependencies>.*?)```/)[0][1]

File source = new File(basedir, "src/test/java/FirstTest.java")
source.parentFile.mkdirs()
source.setText(test, "UTF-8")

File pom = new File(basedir, "pom.xml")
pom.setText(
    pom.getText("UTF-8").replace(
        "<!-- the README's dependencies -->",
        dependencies
            .replaceFirst(
                /(?s)(<artifactId>sagemaker<\/artifactId>\s*<version>)[^<]*/, '$1\\${awssdk.version}')
            .replaceFirst(
                /(?s)(<artifactId>junit-jupiter<\/artifactId>\s*<version>)[^<]*/, '$1\\${junit.version}')),
    "UTF-8")
