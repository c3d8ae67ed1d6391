using System.Text.RegularExpressions;

namespace Directives.Domain.Agencies;

/// <summary>The electronic identifier of an agency (mã định danh điện tử): groups of capital letters and digits, such as <c>H37.DN.001</c>.</summary>
static partial class OfficialCode
{
    const int AtMost = 35;

    public static bool IsValid(string code) => code.Length <= AtMost && Pattern().IsMatch(code);

    [GeneratedRegex(@"^[A-Z0-9]+(\.[A-Z0-9]+)*\z")]
    private static partial Regex Pattern();
}
