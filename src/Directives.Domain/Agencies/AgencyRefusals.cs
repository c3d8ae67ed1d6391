namespace Directives.Domain.Agencies;

public static class AgencyRefusals
{
    public static Refusal NoSuchAgency { get; } = new(RefusalKind.NotFound, "no-such-agency", new("Chưa có cơ quan nào đăng ký mã này.", "No agency is registered under this code."));
    public static Refusal AlreadyRegistered { get; } = new(RefusalKind.Conflict, "agency-already-registered", new("Đã có cơ quan đăng ký mã này.", "An agency with this code is already registered."), "/code");
    public static Refusal OwnParent { get; } = new(RefusalKind.Invalid, "agency-own-parent", new("Một cơ quan không thể là cấp trên của chính mình.", "An agency cannot be its own parent."), "/parent");
    public static Refusal BelowItself { get; } = new(RefusalKind.Conflict, "agency-below-itself", new("Cơ quan cấp trên được nêu lại trực thuộc chính cơ quan này.", "The parent named stands below this agency itself."), "/parent");
    public static Refusal NoMoreDistricts { get; } = new(RefusalKind.Invalid, "no-more-districts", new($"Cấp huyện chỉ tồn tại đến hết ngày {AgencyLevels.LastDayOfDistricts:yyyy-MM-dd}.", $"There are no districts after {AgencyLevels.LastDayOfDistricts:yyyy-MM-dd}."), "/level");
    public static Refusal NoOfficialCode { get; } = new(RefusalKind.Invalid, "official-code-malformed", new("Mã định danh điện tử gồm các nhóm chữ hoa và chữ số, tối đa 35 ký tự, như H37.DN.001.", "An official code is made of groups of capital letters and digits, at most 35 characters, such as H37.DN.001."), "/officialCode");

    public static Refusal SameName { get; } = new(RefusalKind.Conflict, "agency-has-that-name", new("Vào ngày đó cơ quan đã mang tên này.", "On that day the agency has this name already."), "/name");
    public static Refusal SameParent { get; } = new(RefusalKind.Conflict, "agency-has-that-parent", new("Vào ngày đó cơ quan đã trực thuộc như vậy.", "On that day the agency stands below that one already."), "/parent");
    public static Refusal SameOfficialCode { get; } = new(RefusalKind.Conflict, "agency-has-that-official-code", new("Vào ngày đó cơ quan đã mang mã định danh này.", "On that day the agency has this official code already."), "/officialCode");

    public static Refusal HeadInPost { get; } = new(RefusalKind.Conflict, "head-in-post", new("Vào ngày đó cơ quan đã có người đứng đầu; hãy ghi nhận người đó thôi giữ chức trước.", "On that day the agency has a head already; first record when that one leaves."), "/person");
    public static Refusal HeadNotInPost { get; } = new(RefusalKind.Conflict, "head-not-in-post", new("Trước và trong ngày đó người này không đứng đầu cơ quan.", "This person does not head the agency up to that day."), "/person");

    public static Refusal IntoItself { get; } = new(RefusalKind.Invalid, "agency-into-itself", new("Một cơ quan không thể sáp nhập hay chia tách vào chính mình.", "An agency cannot be merged or split into itself."), "/into");
    public static Refusal SplitIntoSeveral { get; } = new(RefusalKind.Invalid, "split-into-several", new("Chia tách phải nêu ít nhất hai cơ quan khác nhau, mỗi cơ quan một lần.", "A split names at least two agencies, each of them once."), "/into");
    public static Refusal SuccessorNotAPart { get; } = new(RefusalKind.Invalid, "successor-not-a-part", new("Cơ quan kế thừa phải là một trong các cơ quan được chia tách thành.", "The successor is one of the agencies it is split into."), "/successor");
    public static Refusal OwnSuccessor { get; } = new(RefusalKind.Invalid, "agency-own-successor", new("Một cơ quan không thể kế thừa chính mình.", "An agency cannot succeed itself."), "/successor");

    public static Refusal Ended(DateOnly lastDay, AgencyId? successor) => new(
        RefusalKind.Conflict, "agency-ended",
        new(
            $"Ngày cuối cùng cơ quan tồn tại là {lastDay:yyyy-MM-dd}{(successor is null ? "" : $"; cơ quan kế thừa là {successor}")}.",
            $"The agency's last day is {lastDay:yyyy-MM-dd}{(successor is null ? "" : $"; its successor is {successor}")}."));

    /// <summary>For whoever wants to give work to an agency, or name it above or after another, on a day it does not exist.</summary>
    public static Refusal NotInExistence(AgencyId agency, DateOnly day, DateOnly from, DateOnly? lastDay, AgencyId? successor) => new(
        RefusalKind.Invalid, "agency-not-in-existence",
        new(
            $"{agency} không tồn tại vào ngày {day:yyyy-MM-dd}: {(lastDay is null ? $"tồn tại từ ngày {from:yyyy-MM-dd}" : $"ngày cuối cùng là {lastDay:yyyy-MM-dd}{(successor is null ? "" : $" và cơ quan kế thừa là {successor}")}")}.",
            $"{agency} does not exist on {day:yyyy-MM-dd}: {(lastDay is null ? $"its first day is {from:yyyy-MM-dd}" : $"its last day is {lastDay:yyyy-MM-dd}{(successor is null ? "" : $" and its successor is {successor}")}")}."));

    /// <summary>Something speaks of an agency that nobody registered.</summary>
    public static Refusal Unknown(AgencyId agency) =>
        new(RefusalKind.Invalid, "unknown-agency", new($"Chưa có cơ quan nào đăng ký mã {agency}.", $"No agency is registered as {agency}."));

    public static Refusal BeforeTheAgency(DateOnly from) =>
        new(RefusalKind.Invalid, "before-the-agency", new($"Cơ quan tồn tại từ ngày {from:yyyy-MM-dd}.", $"The agency exists since {from:yyyy-MM-dd}."), "/effectiveOn");

    public static Refusal TooFarAhead(DateOnly day) =>
        new(RefusalKind.Invalid, "more-than-a-year-ahead", new($"Ngày {day:yyyy-MM-dd} còn cách hơn một năm.", $"{day:yyyy-MM-dd} is more than a year ahead."), "/effectiveOn");
}
