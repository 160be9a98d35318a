import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

@Suite
@SelectClasses(InSuiteCase.class)
@ConfigurationParameter(key = "mlsim.index", value = "true")
@ConfigurationParameter(key = "mlsim.fence", value = "true")
class NightlySuite {}
